-- Moves the elements of a list around, the shorter way.
-- KEYS[1] the list
-- ARGV[1] how many steps from the tail to the head, negative for the other direction
-- Result: nil
local length = redis.call('LLEN', KEYS[1])
if length < 2 then
	return nil
end
local steps = ARGV[1] % length
local from, to = 'RIGHT', 'LEFT'
if steps > length - steps then
	steps = length - steps
	from, to = to, from
end
for _ = 1, steps do
	redis.call('LMOVE', KEYS[1], KEYS[1], from, to)
end
return nil
