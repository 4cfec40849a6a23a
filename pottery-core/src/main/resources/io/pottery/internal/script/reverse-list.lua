-- Reverses a list. While elements are copied to the head, the next ones stand behind twice as many.
-- KEYS[1] the list
-- ARGV[1] how many elements to copy at once
-- Result: nil
local length = redis.call('LLEN', KEYS[1])
local copied = 0
while copied < length do
	local count = math.min(ARGV[1], length - copied)
	redis.call('LPUSH', KEYS[1], unpack(redis.call('LRANGE', KEYS[1], 2 * copied, 2 * copied + count - 1)))
	copied = copied + count
end
redis.call('LTRIM', KEYS[1], 0, length - 1)
return nil
