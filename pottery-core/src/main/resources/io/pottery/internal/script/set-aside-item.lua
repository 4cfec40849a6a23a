-- Keeps an item that could not be decoded, unless its delivery was followed by another.
-- KEYS[2] the stream of deliveries in flight; KEYS[3] their ids by the time when they are due; KEYS[4] the stream of
-- undecodable items
-- ARGV[1] the delivery's id, empty if there is none; the rest are the fields of the entry and the reason
-- Result: 1 if it was kept, otherwise 0
-- Keeps what comes later no longer than the queue, or where that is gone than its companions.
local remaining = -2
for _, key in ipairs(KEYS) do
	if remaining == -2 then
		remaining = redis.call('PTTL', key)
	end
end
local function limit(key)
	if remaining >= 0 then
		redis.call('PEXPIRE', key, math.max(remaining, 1))
	end
end
if ARGV[1] ~= '' then
	redis.call('ZREM', KEYS[3], ARGV[1])
	if redis.call('XDEL', KEYS[2], ARGV[1]) == 0 then
		return 0
	end
end
redis.call('XADD', KEYS[4], '*', unpack(ARGV, 2))
limit(KEYS[4])
return 1
