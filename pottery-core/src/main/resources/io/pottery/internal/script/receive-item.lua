-- Puts an item in flight: one whose delivery is overdue, otherwise the first of the queue. Items that were delivered
-- too often go to the undeliverable ones.
-- KEYS[1] the stream; KEYS[2] the stream of deliveries in flight; KEYS[3] their ids by the time when they are due;
-- KEYS[5] the stream of undeliverable items
-- ARGV[1] milliseconds until the delivery is due; ARGV[2] how often an item is delivered at most
-- Result: nil if there is nothing; otherwise the delivery's id, its number for this item, and the fields of the entry;
-- an entry without item is removed, and its id is empty
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
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local most = tonumber(ARGV[2])
local function deliver(item, count)
	local id = redis.call('XADD', KEYS[2], '*', 'item', item, 'deliveries', count)
	redis.call('ZADD', KEYS[3], now + tonumber(ARGV[1]), id)
	limit(KEYS[2])
	limit(KEYS[3])
	return { id, count, { 'item', item } }
end
-- So many at once do not hold up the others.
for _ = 1, 100 do
	local due = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')
	if not due[1] or tonumber(due[2]) > now then
		break
	end
	local entry = redis.call('XRANGE', KEYS[2], due[1], due[1])[1]
	redis.call('ZREM', KEYS[3], due[1])
	redis.call('XDEL', KEYS[2], due[1])
	if entry then
		local item = entry[2][2]
		local count = tonumber(entry[2][4])
		if count < most then
			return deliver(item, count + 1)
		end
		redis.call('XADD', KEYS[5], '*', 'item', item, 'reason', 'delivered ' .. count .. ' times, never acknowledged')
		limit(KEYS[5])
	end
end
local entry = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
if not entry then
	return nil
end
redis.call('XDEL', KEYS[1], entry[1])
local fields = entry[2]
for i = 1, #fields, 2 do
	if fields[i] == 'item' then
		return deliver(fields[i + 1], 1)
	end
end
return { '', 0, fields }
