-- Replaces what is not newer, and tells of it. Of the same version it tells too: whoever loaded it first told nobody. Where
-- nothing is kept, nothing will be: what was forgotten may have been newer. Who loads just now may have read something older:
-- the lease ends.
-- KEYS. ARGV: the channel; of each its name on the channel, its version, what to keep, and its milliseconds.
local changed = {}
for i, key in ipairs(KEYS) do
  local name, version, text, life = ARGV[4 * i - 2], tonumber(ARGV[4 * i - 1]), ARGV[4 * i], ARGV[4 * i + 1]
  local present = redis.call('GET', key)
  local kept = present and tonumber(string.match(present, '^=%S+ (%d+) ')) or -1
  if kept <= version then
    if not present or string.sub(present, 1, 1) == '?' then
      redis.call('DEL', key)
    else
      redis.call('SET', key, text, 'PX', life)
    end
    changed[#changed + 1] = name
  end
end
if #changed > 0 then
  redis.call('PUBLISH', ARGV[1], table.concat(changed, '\n'))
end
return #changed
