-- Removes the element at an index: puts a mark in its place, which LREM finds from the nearer end. The mark is no
-- JSON text; should it stand nearer to that end all the same, it gets longer.
-- KEYS[1] the list
-- ARGV[1] the index, counted from the end where it is negative; ARGV[2] the lowest index to take instead where the
-- list ends before it
-- Result: the text that stood there, or the length where there is nothing
local length = redis.call('LLEN', KEYS[1])
local index = math.min(length - 1, ARGV[1])
local stored = index >= tonumber(ARGV[2]) and redis.call('LINDEX', KEYS[1], index)
if not stored then
	return length
end
index = index % length
local side = (index < length / 2) and 1 or -1
local mark = ''
redis.call('LSET', KEYS[1], index, mark)
while redis.call('LPOS', KEYS[1], mark, 'RANK', side) ~= index do
	mark = mark .. '#'
	redis.call('LSET', KEYS[1], index, mark)
end
redis.call('LREM', KEYS[1], side, mark)
return stored
