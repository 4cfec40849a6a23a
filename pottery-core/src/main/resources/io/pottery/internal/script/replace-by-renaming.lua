-- Makes what was staged replace what a key holds, or drops it where that is of a foreign type.
-- KEYS[1] the key; KEYS[2] what was staged
-- ARGV[1] a command that answers WRONGTYPE to every foreign type
-- Result: the number of elements there were, or the error of a foreign type
local found = redis.pcall(ARGV[1], KEYS[1])
if type(found) == 'table' then
	redis.call('UNLINK', KEYS[2])
else
	redis.call('RENAME', KEYS[2], KEYS[1])
	redis.call('PERSIST', KEYS[1])
end
return found
