-- Replaces or removes elements that still stand somewhere: at the index where each was read or, if others have moved
-- it, at the first where the same text stands. JSON texts are never empty, so the empty text stands for none.
-- KEYS[1] the list
-- ARGV in triples: the index; the text expected; the new text, empty to remove the element
-- Result: how many were replaced or removed
local key = KEYS[1]
local mark = ''
while redis.call('LPOS', key, mark) do
	mark = mark .. '#'
end
-- What is found is marked, so that neither it nor its new text is found again.
local indexes = {}
local found = 0
for i = 1, #ARGV, 3 do
	local index = ARGV[i]
	if redis.call('LINDEX', key, index) ~= ARGV[i + 1] then
		index = redis.call('LPOS', key, ARGV[i + 1])
	end
	if index then
		redis.call('LSET', key, index, mark)
		indexes[i] = index
		found = found + 1
	end
end
for i = 1, #ARGV, 3 do
	if indexes[i] and ARGV[i + 2] ~= '' then
		redis.call('LSET', key, indexes[i], ARGV[i + 2])
	end
end
redis.call('LREM', key, 0, mark)
return found
