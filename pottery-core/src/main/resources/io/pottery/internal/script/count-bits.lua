-- Counts the bits that are set.
-- KEYS[1] the bits
-- Result: their number
return redis.call('BITCOUNT', KEYS[1])
