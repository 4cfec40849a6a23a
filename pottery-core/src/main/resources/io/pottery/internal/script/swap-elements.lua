-- Replaces or removes elements that still stand somewhere: at the index where each was read or, if others have moved
-- it, at the first where the same text stands. JSON texts are never empty, so the empty text stands for none.
-- KEYS[1] the list
-- ARGV in triples: the index; the text expected; the new text, empty to remove the element
-- Result: how many were replaced or removed
local key = KEYS[1]
local mark = ''
for i = 3, #ARGV, 3 do
	if ARGV[i] == '' then
		while redis.call('LPOS', key, mark) do
			mark = mark .. '#'
		end
		break
	end
end
local swapped = 0
local removed = 0
for i = 1, #ARGV, 3 do
	local index = ARGV[i]
	if redis.call('LINDEX', key, index) ~= ARGV[i + 1] then
		index = redis.call('LPOS', key, ARGV[i + 1])
	end
	if index and ARGV[i + 2] == '' then
		redis.call('LSET', key, index, mark)
		removed = removed + 1
	elseif index then
		redis.call('LSET', key, index, ARGV[i + 2])
		swapped = swapped + 1
	end
end
if removed > 0 then
	redis.call('LREM', key, 0, mark)
end
return swapped + removed
