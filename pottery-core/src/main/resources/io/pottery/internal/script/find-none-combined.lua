-- Tells whether two sets have nothing in common, or the first one has nothing of its own.
-- KEYS the two sets
-- ARGV[1] SINTER or SDIFF
-- Result: 1 if so, otherwise 0
return #redis.call(ARGV[1], KEYS[1], KEYS[2]) == 0 and 1 or 0
