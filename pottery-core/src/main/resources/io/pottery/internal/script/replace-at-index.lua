-- Replaces the element at an index of a list.
-- KEYS[1] the list
-- ARGV[1] the index, negative from the tail; ARGV[2] the new element
-- Result: the element that stood there, or nil if there is no such index
local stored = redis.call('LINDEX', KEYS[1], ARGV[1])
if stored then
	redis.call('LSET', KEYS[1], ARGV[1], ARGV[2])
end
return stored
