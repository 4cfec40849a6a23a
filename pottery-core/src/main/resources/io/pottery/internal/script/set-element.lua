-- Writes the element at an index.
-- KEYS[1] the list
-- ARGV[1] the index, counted from the end where it is negative; ARGV[2] the new text
-- Result: the text that stood there, or the length where the index is beyond it
local stored = redis.call('LINDEX', KEYS[1], ARGV[1])
if not stored then
	return redis.call('LLEN', KEYS[1])
end
redis.call('LSET', KEYS[1], ARGV[1], ARGV[2])
return stored
