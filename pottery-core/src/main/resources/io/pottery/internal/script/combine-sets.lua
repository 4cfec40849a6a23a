-- Reads the union, intersection or difference of sets.
-- KEYS the sets
-- ARGV[1] SUNION, SINTER or SDIFF
-- Result: its elements
return redis.call(ARGV[1], unpack(KEYS))
