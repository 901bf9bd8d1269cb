-- Keeps what was loaded where the mark that was found is still there; for 0 milliseconds: nothing.
-- KEYS. ARGV: of each the mark, what to keep, and its milliseconds. Returns 1 for each that was kept, 0 for others.
local kept = {}
for i, key in ipairs(KEYS) do
  local mark, text, life = ARGV[3 * i - 2], ARGV[3 * i - 1], tonumber(ARGV[3 * i])
  local present = redis.call('GET', key)
  kept[i] = 0
  if present and string.match(present, '^%S+') == mark then
    if life > 0 then
      redis.call('SET', key, text, 'PX', life)
      kept[i] = 1
    else
      redis.call('DEL', key)
    end
  end
end
return kept
