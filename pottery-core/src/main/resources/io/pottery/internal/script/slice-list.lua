-- Reads or removes elements at a distance from each other, as Python's slices with a step do.
-- KEYS[1] the list
-- ARGV[1] where to begin; ARGV[2] where to end, exclusively, both counted from the end where they are negative, empty
-- for an open end; ARGV[3] the step, not 0; ARGV[4] 1 to remove the elements, 0 to read them
-- Result: the texts in the order of the step; none where they were removed
local key = KEYS[1]
local length = redis.call('LLEN', key)
local step = tonumber(ARGV[3])
local lowest, highest = 0, length
if step < 0 then
	lowest, highest = -1, length - 1
end

local function bound(index, open)
	if index == '' then
		return open
	end
	index = tonumber(index)
	if index < 0 then
		index = index + length
	end
	return math.max(lowest, math.min(index, highest))
end

local from, to
if step > 0 then
	from = bound(ARGV[1], lowest)
	to = bound(ARGV[2], highest) - 1
else
	from = bound(ARGV[1], highest)
	to = bound(ARGV[2], lowest) + 1
end
local picked = {}
if ARGV[4] == '0' then
	local first = math.min(from, to)
	local texts = redis.call('LRANGE', key, first, math.max(from, to))
	for index = from, to, step do
		picked[#picked + 1] = texts[index - first + 1]
	end
else
	-- The mark is no JSON text; should it stand somewhere all the same, it gets longer.
	local mark = ''
	while redis.call('LPOS', key, mark) do
		mark = mark .. '#'
	end
	for index = from, to, step do
		redis.call('LSET', key, index, mark)
	end
	redis.call('LREM', key, 0, mark)
end
return picked
