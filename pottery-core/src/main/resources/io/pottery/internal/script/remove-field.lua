-- Removes a field.
-- KEYS[1] the hash
-- ARGV[1] the field
-- Result: the text that stood there, or nil
local stored = redis.call('HGET', KEYS[1], ARGV[1])
if stored then
	redis.call('HDEL', KEYS[1], ARGV[1])
end
return stored
