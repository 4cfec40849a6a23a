-- Forgets a counter.
-- KEYS[1] the counter
-- Result: how many keys were deleted
return redis.call('DEL', KEYS[1])
