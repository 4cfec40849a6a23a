package io.pottery.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a builder was told.
 *
 * @param port the port, 0 for a free one
 * @param appendOnly whether every write is in a file before it is answered
 * @param tls whether connections are encrypted
 * @param cluster whether the server is a node of a cluster
 * @param users access rules, one user a line
 * @param directives further lines of the configuration
 */
record ServerSettings(int port, boolean appendOnly, boolean tls, boolean cluster, List<String> users,
		List<String> directives) {

	/**
	 * The user as whom the kit logs in.
	 */
	static final String KIT_USER = "pottery-test";

	ServerSettings {
		users = List.copyOf(users);
		directives = List.copyOf(directives);
	}

	/**
	 * Returns what the configuration file says, save where the server is and what only
	 * newer servers know.
	 * @param port the port to listen on
	 * @param password the password of the kit's user
	 * @param certificate the certificate and the key, with TLS
	 * @return the lines
	 */
	List<String> configuration(int port, String password, @Nullable Certificate certificate) {
		List<String> lines = new ArrayList<>();
		if (certificate != null) {
			lines.add("port 0");
			lines.add("tls-port " + port);
			lines.add(directive("tls-cert-file", certificate.certificate().toString()));
			lines.add(directive("tls-key-file", certificate.key().toString()));
			lines.add("tls-auth-clients no");
		}
		else {
			lines.add("port " + port);
		}
		lines.add("daemonize no");
		lines.add("save \"\"");
		lines.add("appendonly " + (this.appendOnly ? "yes" : "no"));
		// The system keeps what a killed server has written; only its own end would lose
		// it.
		lines.add("appendfsync no");
		if (this.cluster) {
			lines.add("cluster-enabled yes");
		}
		lines.add("user " + KIT_USER + " on >" + password + " ~* &* +@all");
		lines.addAll(this.users);
		lines.addAll(this.directives);
		return lines;
	}

	/**
	 * Returns a line of a configuration file.
	 * @param name the name of the directive
	 * @param values its values, quoted where that is needed
	 * @return the line
	 */
	static String directive(String name, String... values) {
		return name + Arrays.stream(values).map(ServerSettings::quoted).collect(Collectors.joining(" ", " ", ""));
	}

	private static String quoted(String value) {
		String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
		return '"' + escaped + '"';
	}

}
