package io.pottery.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one server and several servers are told alike.
 *
 * @param <B> the builder itself
 * @since 1.0
 */
public abstract sealed class ServerOptions<B extends ServerOptions<B>> permits RedisServerBuilder, RedisServersBuilder {

	private static final Set<String> OURS = Set.of("aclfile", "bind", "daemonize", "dir", "logfile", "port", "tls-port",
			"user");

	private final List<String> users = new ArrayList<>();

	private final List<String> directives = new ArrayList<>();

	private boolean appendOnly;

	private boolean tls;

	private boolean cluster;

	ServerOptions() {
	}

	/**
	 * Writes every change to an append-only file before it is answered, so that the data
	 * is there again after a kill and a start. A crash of the whole machine may lose the
	 * last changes, unless {@code config("appendfsync", "always")} is set.
	 * @return this builder
	 */
	public B appendOnly() {
		this.appendOnly = true;
		return self();
	}

	/**
	 * Sets the access rules.
	 * @param rules one user each, as in an ACL file, such as
	 * {@code user app on >secret ~* &* +@all}
	 * @return this builder
	 */
	public B users(String... rules) {
		for (String rule : rules) {
			if (!rule.startsWith("user ") || rule.indexOf('\n') >= 0) {
				throw new IllegalArgumentException("'rules' must be single lines that begin with 'user '");
			}
			if (rule.startsWith("user " + ServerSettings.KIT_USER + " ")) {
				throw new IllegalArgumentException("'" + ServerSettings.KIT_USER + "' is the user of the kit itself");
			}
			this.users.add(rule);
		}
		return self();
	}

	/**
	 * Encrypts the connections with a certificate for {@code 127.0.0.1} and
	 * {@code localhost}, made for this JVM. There is no other port beside the encrypted
	 * one.
	 * @return this builder
	 */
	public B tls() {
		this.tls = true;
		return self();
	}

	/**
	 * Makes each server a node of a cluster, which has neither slots nor peers yet.
	 * {@link RedisServers#startCluster(int)} starts a whole cluster.
	 * @return this builder
	 */
	public B clusterEnabled() {
		this.cluster = true;
		return self();
	}

	/**
	 * Adds a line to the configuration.
	 * @param name the directive, such as {@code maxmemory}
	 * @param values its values, such as {@code 2mb}
	 * @return this builder
	 */
	public B config(String name, String... values) {
		Objects.requireNonNull(name, "name");
		if (!name.matches("[A-Za-z0-9-]+") || OURS.contains(name)) {
			throw new IllegalArgumentException(
					"'name' must be a directive that the kit does not set, was '" + name + "'");
		}
		this.directives.add(ServerSettings.directive(name, values));
		return self();
	}

	abstract B self();

	final AbstractRedisServer start(int port) {
		if (this.tls && this.cluster) {
			throw new IllegalArgumentException("'tls' and 'clusterEnabled' exclude each other");
		}
		ServerSettings settings = new ServerSettings(port, this.appendOnly, this.tls, this.cluster, this.users,
				this.directives);
		String choice = System.getProperty(RedisBinary.PROPERTY, "");
		if (choice.startsWith(ContainerRedisServer.PREFIX)) {
			// Certificates are files of this machine, and the nodes of a cluster tell
			// each
			// other addresses that only their own network knows.
			return (this.tls || this.cluster) ? ProcessRedisServer.start(RedisBinary.find(""), settings)
					: startContainer(choice.substring(ContainerRedisServer.PREFIX.length()), settings);
		}
		return ProcessRedisServer.start(RedisBinary.find(choice), settings);
	}

	private static AbstractRedisServer startContainer(String image, ServerSettings settings) {
		try {
			return ContainerRedisServer.start(image, settings);
		}
		catch (NoClassDefFoundError ex) {
			throw new RedisServerException("The system property '" + RedisBinary.PROPERTY + "' asks for a container: "
					+ "add org.testcontainers:testcontainers to the class path", ex);
		}
	}

}
