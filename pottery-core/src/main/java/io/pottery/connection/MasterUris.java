package io.pottery.connection;

import java.util.Set;

import io.lettuce.core.RedisURI;

/**
 * Reads Redis URIs, and never shows their credentials.
 */
final class MasterUris {

	private static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis+ssl", "redis+tls", "redis-sentinel",
			"rediss-sentinel", "redis-socket", "redis+socket");

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
		return uri;
	}

	static String address(RedisURI uri) {
		if (!uri.getSentinels().isEmpty()) {
			return "sentinel:" + uri.getSentinelMasterId();
		}
		return (uri.getSocket() != null) ? uri.getSocket() : uri.getHost() + ":" + uri.getPort();
	}

	private static String redact(String text) {
		int at = text.lastIndexOf('@');
		if (at < 0) {
			return text;
		}
		int slashes = text.indexOf("//");
		String scheme = (slashes >= 0 && slashes < at) ? text.substring(0, slashes + 2) : "";
		return scheme + "***" + text.substring(at);
	}

}
