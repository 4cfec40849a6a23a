-- Replaces a set by the union, intersection or difference of sets; refuses a foreign type.
-- KEYS[1] the set to replace; KEYS[2..] the sets
-- ARGV[1] SUNIONSTORE, SINTERSTORE or SDIFFSTORE
-- Result: how many elements there are
redis.call('SCARD', KEYS[1])
return redis.call(ARGV[1], unpack(KEYS))
