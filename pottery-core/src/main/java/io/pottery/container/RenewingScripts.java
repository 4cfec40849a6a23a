package io.pottery.container;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.pottery.internal.script.Script;

/**
 * Scripts of temporary containers: each does what another script does and renews the
 * expiry of its keys in the same round trip. One more constant text for each script.
 */
final class RenewingScripts {

	private static final Script RENEW_AFTER = Script.load("renew-after");

	private static final Map<Script, Script> RENEWING = new ConcurrentHashMap<>();

	private RenewingScripts() {
	}

	/**
	 * Returns the renewing form of a script, which takes for each key the milliseconds it
	 * may live, 0 to leave it alone, as an additional last argument.
	 * @param script the script
	 * @return the same with renewal
	 */
	static Script of(Script script) {
		return RENEWING.computeIfAbsent(script, RENEW_AFTER::around);
	}

}
