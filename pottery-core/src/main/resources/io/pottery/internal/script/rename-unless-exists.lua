-- Makes what was staged appear under a key that is free, or drops it.
-- KEYS[1] the key; KEYS[2] what was staged
-- Result: 1 if the key was free, otherwise 0
local renamed = redis.call('RENAMENX', KEYS[2], KEYS[1])
if renamed == 1 then
	redis.call('PERSIST', KEYS[1])
else
	redis.call('UNLINK', KEYS[2])
end
return renamed
