package io.pottery.internal.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A constant Lua script, loaded from the resources beside this class. User data reaches a
 * script through its keys and arguments only.
 * <p>
 * Internal: not part of the API, it may change at any time.
 *
 * @param name the file's name without its ending, such as {@code release-if-owned}
 * @param source the Lua text
 * @param sha1 the digest that {@code EVALSHA} takes
 */
public record Script(String name, String source, String sha1) {

	private static final String BODY = "--[[body]]";

	/**
	 * Loads a script.
	 * @param name the file's name without its ending
	 * @return the script
	 * @throws IllegalArgumentException if there is no such file
	 */
	public static Script load(String name) {
		try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
			if (in == null) {
				throw new IllegalArgumentException("No script '" + name + ".lua'");
			}
			return of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Script of(String name, String source) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
			return new Script(name, source, HexFormat.of().formatHex(digest));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Puts another script in the place that this one leaves for it.
	 * @param body the script to put there
	 * @return one more constant script, which is both
	 */
	public Script around(Script body) {
		return of(this.name + "-" + body.name, this.source.replace(BODY, body.source));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
