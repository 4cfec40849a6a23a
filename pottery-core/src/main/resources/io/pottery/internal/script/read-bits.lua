-- Reads all bits.
-- KEYS[1] the bits
-- Result: the string, nil if there is none
return redis.call('GET', KEYS[1])
