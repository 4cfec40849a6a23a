-- Inserts an element into a list that is not full.
-- KEYS[1] the list
-- ARGV[1] the index, negative from the end, as far as there is one; ARGV[2] the element; ARGV[3] HEAD or TAIL, where
-- indexes begin; ARGV[4] a text that stands nowhere in the list; ARGV[5] the most elements, empty for any number
-- Result: 1 if inserted, 0 if the list is full
local length = redis.call('LLEN', KEYS[1])
local most = tonumber(ARGV[5])
if most and length >= most then
	return 0
end
local index = tonumber(ARGV[1])
index = index < 0 and math.max(length + index, 0) or math.min(index, length)
if ARGV[3] == 'TAIL' then
	index = length - index
end
if index == 0 then
	redis.call('LPUSH', KEYS[1], ARGV[2])
elseif index == length then
	redis.call('RPUSH', KEYS[1], ARGV[2])
else
	local follower = redis.call('LINDEX', KEYS[1], index)
	redis.call('LSET', KEYS[1], index, ARGV[4])
	redis.call('LINSERT', KEYS[1], 'BEFORE', ARGV[4], ARGV[2])
	redis.call('LSET', KEYS[1], index + 1, follower)
end
return 1
