-- Writes a field that is absent or a JSON null.
-- KEYS[1] the hash
-- ARGV[1] the field; ARGV[2] the new text
-- Result: the text that stands there if there is any other, otherwise nil
local stored = redis.call('HGET', KEYS[1], ARGV[1])
if stored and stored ~= 'null' then
	return stored
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return nil
