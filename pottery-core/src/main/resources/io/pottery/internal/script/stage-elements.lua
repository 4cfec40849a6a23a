-- Adds elements to a key that is filled step by step and vanishes if that never ends.
-- KEYS[1] the key
-- ARGV[1] milliseconds to live; ARGV[2] the command that adds elements; the rest are its elements
-- Result: the command's reply
local reply = redis.call(ARGV[2], KEYS[1], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return reply
