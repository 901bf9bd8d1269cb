-- Keeps "version available" under each key unless a newer version is there.
-- KEYS: one per product. ARGV: milliseconds to live, then version and available of each.
for i, key in ipairs(KEYS) do
  local version, available = ARGV[2 * i], ARGV[2 * i + 1]
  local kept = redis.call('GET', key)
  if not kept or tonumber(string.match(kept, '^%d+')) <= tonumber(version) then
    redis.call('SET', key, version .. ' ' .. available, 'PX', ARGV[1])
  end
end
return #KEYS
