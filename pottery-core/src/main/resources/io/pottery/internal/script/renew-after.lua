-- Runs another script, whose text replaces the marked line, then renews the expiry of temporary keys where a tenth
-- of it has passed.
-- KEYS the keys of the other script
-- ARGV the arguments of the other script; the last one holds, for each key, the milliseconds it may live from now
-- on, 0 to leave it alone
-- Result: what the other script returns
local function body()
--[[body]]
end
local expiries = string.gmatch(table.remove(ARGV), '%d+')
local reply = body()
for _, key in ipairs(KEYS) do
	local millis = tonumber(expiries())
	if millis > 0 and redis.call('PTTL', key) < 0.9 * millis then
		redis.call('PEXPIRE', key, millis)
	end
end
return reply
