package io.pottery.container;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.pottery.internal.script.Script;

/**
 * Scripts of temporary containers: each does what another script does and renews the
 * expiry of its keys in the same round trip. One more constant text for each script.
 */
final class RenewingScripts {

	private static final Script RENEW_AFTER = Script.load("renew-after");

	private static final String BODY = "--[[body]]";

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
		return RENEWING.computeIfAbsent(script, RenewingScripts::create);
	}

	private static Script create(Script script) {
		String source = RENEW_AFTER.source().replace(BODY, script.source());
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
			return new Script(script.name() + "-and-renew", source, HexFormat.of().formatHex(digest));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
