-- Runs another script, whose text replaces the marked line, then renews the expiry of its keys where a tenth of
-- it has passed.
-- KEYS the keys of the other script
-- ARGV the arguments of the other script; the last one is the time to live in milliseconds
-- Result: what the other script returns
local function body()
--[[body]]
end
local millis = tonumber(table.remove(ARGV))
local reply = body()
for _, key in ipairs(KEYS) do
	if redis.call('PTTL', key) < 0.9 * millis then
		redis.call('PEXPIRE', key, millis)
	end
end
return reply
