-- Removes a container and its companions; refuses a foreign type.
-- KEYS[1] the container; KEYS[2..] its companions
-- ARGV[1] a command that answers WRONGTYPE to every foreign type
-- Result: how many keys there were
redis.call(ARGV[1], KEYS[1])
return redis.call('UNLINK', unpack(KEYS))
