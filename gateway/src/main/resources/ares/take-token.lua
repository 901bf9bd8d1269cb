-- Takes a token from a bucket, kept as the moment (in microseconds, by Redis' clock) at which it will be full: GCRA.
-- KEYS[1]: the bucket. ARGV[1]: microseconds from one token to the next. ARGV[2]: in which an empty bucket fills.
-- Answers {1 or 0: whether a token was there, microseconds until the bucket is full}.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval = tonumber(ARGV[1])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
if full - now + interval > tonumber(ARGV[2]) then
  return {0, full - now}
end
full = full + interval
-- Not tostring, which would round to 14 digits.
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000) + 1)
return {1, full - now}
