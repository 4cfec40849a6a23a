package io.pottery.connection;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.lettuce.core.RedisURI;

/**
 * Reads Redis URIs, and never shows their credentials.
 */
final class MasterUris {

	private static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis+ssl", "redis+tls", "redis-sentinel",
			"rediss-sentinel", "redis-socket", "redis+socket");

	/** A host with something else than a port behind the colon, a password perhaps. */
	private static final Pattern NO_PORT = Pattern.compile("^([^/:\\[\\]]*):(?!\\d+([/?#,]|$))");

	private MasterUris() {
	}

	static RedisURI parse(String text) {
		int colon = text.indexOf("://");
		if (colon < 0) {
			throw new InvalidMasterUriException(redact(text), "it has no scheme");
		}
		if (!SCHEMES.contains(text.substring(0, colon))) {
			throw new InvalidMasterUriException(redact(text), "its scheme is unknown");
		}
		RedisURI uri;
		try {
			uri = RedisURI.create(text);
		}
		catch (IllegalArgumentException ex) {
			// The client's message would show the whole text.
			throw new InvalidMasterUriException(redact(text), "it cannot be parsed");
		}
		if (uri.getHost() == null && uri.getSocket() == null && uri.getSentinels().isEmpty()) {
			throw new InvalidMasterUriException(redact(text), "it has no host");
		}
		if (Stream.concat(Stream.of(uri), uri.getSentinels().stream()).anyMatch(MasterUris::hasStrangeHost)) {
			throw new InvalidMasterUriException(redact(text),
					"host and port cannot be told; special characters of a user or a password are to be escaped, "
							+ "such as %40 for @ and %23 for #");
		}
		return uri;
	}

	/**
	 * Tells whether the client took parts of the credentials or the port for the host.
	 */
	private static boolean hasStrangeHost(RedisURI uri) {
		String host = uri.getHost();
		return host != null && !(host.startsWith("[") && host.endsWith("]"))
				&& (host.contains(":") || host.contains("@"));
	}

	static String name(RedisURI uri) {
		return uri.getSentinels().isEmpty() ? address(uri) : "sentinel:" + uri.getSentinelMasterId();
	}

	static List<String> addresses(RedisURI uri) {
		if (uri.getSentinels().isEmpty()) {
			return List.of(address(uri));
		}
		return uri.getSentinels()
			.stream()
			.map((sentinel) -> address(sentinel) + "#" + uri.getSentinelMasterId())
			.toList();
	}

	private static String address(RedisURI uri) {
		return (uri.getSocket() != null) ? uri.getSocket()
				: uri.getHost().toLowerCase(Locale.ROOT) + ":" + uri.getPort();
	}

	/**
	 * Takes out whatever may be a credential, in texts of any form.
	 */
	private static String redact(String text) {
		int slashes = text.indexOf("//");
		int start = (slashes >= 0) ? slashes + 2 : 0;
		int at = text.lastIndexOf('@');
		if (at >= start) {
			return text.substring(0, start) + "***" + text.substring(at);
		}
		int query = text.indexOf('?');
		String shown = (query >= 0) ? text.substring(0, query) + "?***" : text;
		Matcher port = NO_PORT.matcher(shown.substring(start));
		return port.find() ? text.substring(0, start) + port.group(1) + ":***" : shown;
	}

}
