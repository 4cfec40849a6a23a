-- Replaces a range by other elements, as Python's slice assignment does.
-- KEYS[1] the list
-- ARGV[1] 1 to do nothing where a bound is beyond the list, 0 to move it to the end that it passed; ARGV[2] the first
-- index of the range; ARGV[3] the index behind it, both counted from the end where they are negative, empty for the
-- end of the list; the rest are the new texts, not more than unpack takes
-- Result: the length before
local key = KEYS[1]
local length = redis.call('LLEN', key)
local beyond = false

local function bound(index)
	if index == '' then
		return length
	end
	index = tonumber(index)
	if index < 0 then
		index = index + length
	end
	local inside = math.max(0, math.min(index, length))
	beyond = beyond or inside ~= index
	return inside
end

-- Puts a mark, which is no JSON text, in the place of an element; it is the first of its kind.
local function put_mark(index)
	local mark = ''
	redis.call('LSET', key, index, mark)
	while redis.call('LPOS', key, mark) ~= index do
		mark = mark .. '#'
		redis.call('LSET', key, index, mark)
	end
	return mark
end

local function turn(count, from, to)
	for _ = 1, count do
		redis.call('LMOVE', key, key, from, to)
	end
end

local function remove(from, to)
	if from == 0 then
		redis.call('LTRIM', key, to, -1)
	elseif to == length then
		redis.call('LTRIM', key, 0, from - 1)
	else
		local mark = put_mark(from)
		for index = from + 1, to - 1 do
			redis.call('LSET', key, index, mark)
		end
		redis.call('LREM', key, to - from, mark)
	end
end

-- LINSERT looks for the mark from the head, for each new element again; instead, the elements of the shorter side can
-- walk round the end. A step of that takes as long as passing about a hundred elements.
local function insert(index, first)
	local behind = length - index
	if (#ARGV - first + 1) * index < 100 * math.min(index, behind) then
		local stored = redis.call('LINDEX', key, index)
		local mark = put_mark(index)
		for i = first, #ARGV do
			redis.call('LINSERT', key, 'BEFORE', mark, ARGV[i])
		end
		redis.call('LSET', key, index + #ARGV - first + 1, stored)
	elseif behind <= index then
		turn(behind, 'RIGHT', 'LEFT')
		redis.call('RPUSH', key, unpack(ARGV, first))
		turn(behind, 'LEFT', 'RIGHT')
	else
		turn(index, 'LEFT', 'RIGHT')
		for i = #ARGV, first, -1 do
			redis.call('LPUSH', key, ARGV[i])
		end
		turn(index, 'RIGHT', 'LEFT')
	end
end

local from = bound(ARGV[2])
local to = math.max(from, bound(ARGV[3]))
if beyond and ARGV[1] == '1' then
	return length
end
local argument = 4
while from < to and argument <= #ARGV do
	redis.call('LSET', key, from, ARGV[argument])
	from = from + 1
	argument = argument + 1
end
if from < to then
	remove(from, to)
elseif argument <= #ARGV then
	insert(from, argument)
end
return length
