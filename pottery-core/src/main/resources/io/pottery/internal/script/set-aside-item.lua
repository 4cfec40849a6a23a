-- Keeps an item that could not be decoded, unless its delivery was followed by another.
-- KEYS[2] the stream of deliveries in flight; KEYS[3] their ids by the time when they are due; KEYS[4] the stream of
-- undecodable items
-- ARGV[1] the delivery's id, empty if there is none; ARGV[2] the item; ARGV[3] the reason
-- Result: 1 if it was kept, otherwise 0
if ARGV[1] ~= '' then
	redis.call('ZREM', KEYS[3], ARGV[1])
	if redis.call('XDEL', KEYS[2], ARGV[1]) == 0 then
		return 0
	end
end
redis.call('XADD', KEYS[4], '*', 'item', ARGV[2], 'reason', ARGV[3])
return 1
