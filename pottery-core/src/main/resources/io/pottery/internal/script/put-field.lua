-- Writes a field.
-- KEYS[1] the hash
-- ARGV[1] the field; ARGV[2] the new text
-- Result: the text that stood there, or nil
local stored = redis.call('HGET', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return stored
