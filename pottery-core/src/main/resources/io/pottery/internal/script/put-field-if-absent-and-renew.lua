-- Writes a field of a hash that is absent or a JSON null, and renews the expiry of the hash.
-- KEYS[1] the hash
-- ARGV[1] the time-out in milliseconds, empty for none; ARGV[2] the field; ARGV[3] the new text
-- Result: the text that stands there if there is any other, otherwise nil
local stored = redis.call('HGET', KEYS[1], ARGV[2])
if stored == 'null' then
	stored = false
end
if not stored then
	redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
end
if ARGV[1] ~= '' then
	redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return stored
