-- Drops what is kept, and leases too, and tells of it. KEYS. ARGV: the channel, and the names on it.
redis.call('DEL', unpack(KEYS))
redis.call('PUBLISH', ARGV[1], ARGV[2])
return #KEYS
