-- What is kept under each key and for how long; where there is nothing, a lease from now on.
-- KEYS. ARGV: the lease, and its milliseconds.
local found = {}
for i, key in ipairs(KEYS) do
  local kept = redis.call('GET', key)
  if kept then
    found[2 * i - 1], found[2 * i] = kept, redis.call('PTTL', key)
  else
    redis.call('SET', key, ARGV[1], 'PX', ARGV[2])
    found[2 * i - 1], found[2 * i] = ARGV[1], 0
  end
end
return found
