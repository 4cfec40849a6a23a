package io.pottery.connection;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Where a master is, and how to reach it.
 *
 * @param uris the Redis URI; more than one are nodes of the cluster that is the one
 * master
 * @param alias the name in logs and exceptions, {@code host:port} unless set
 * @param username the user, that of the URI unless set
 * @param password the password, that of the URI unless set
 * @param connectTimeout how long connecting may take
 * @param timeout how long an answer may take, no limit of its own unless set
 * @param keyManagers the client's certificates for TLS, if it shows any
 * @param trustManagers the certificates that TLS trusts, the system's unless set
 * @since 1.0
 */
public record MasterSettings(List<String> uris, @Nullable String alias, @Nullable String username,
		@Nullable String password, Duration connectTimeout, @Nullable Duration timeout,
		@Nullable KeyManagerFactory keyManagers, @Nullable TrustManagerFactory trustManagers) {

	private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(1);

	/**
	 * Checks the URIs.
	 * @throws InvalidMasterUriException if one is not a Redis URI
	 */
	public MasterSettings {
		uris = List.copyOf(uris);
		if (uris.isEmpty()) {
			throw new IllegalArgumentException("A master needs a URI");
		}
		uris.forEach(MasterUris::parse);
		Objects.requireNonNull(connectTimeout, "connectTimeout");
	}

	/**
	 * Describes a master by its URI, with a connect time-out of one second.
	 * @param uri {@code redis://}, {@code rediss://} or {@code redis-sentinel://}
	 * @return the settings
	 * @throws InvalidMasterUriException if this is not a Redis URI
	 */
	public static MasterSettings of(String uri) {
		return new MasterSettings(List.of(uri), null, null, null, DEFAULT_CONNECT_TIMEOUT, null, null, null);
	}

	/**
	 * Describes a Redis Cluster that is the one master.
	 * @param uris the URIs of some of its nodes
	 * @return the settings
	 * @throws InvalidMasterUriException if one is not a Redis URI
	 */
	public static MasterSettings cluster(List<String> uris) {
		List<String> nodes = (uris.size() == 1) ? List.of(uris.get(0), uris.get(0)) : uris;
		return new MasterSettings(nodes, null, null, null, DEFAULT_CONNECT_TIMEOUT, null, null, null);
	}

	/**
	 * Returns the name that logs and exceptions use.
	 * @return the alias or {@code host:port}
	 */
	public String name() {
		if (this.alias != null) {
			return this.alias;
		}
		String address = MasterUris.name(MasterUris.parse(this.uris.get(0)));
		return isCluster() ? "cluster:" + address : address;
	}

	/**
	 * Returns where the master is: two masters that share an address are one and the
	 * same.
	 * @return {@code host:port} of the server, or of all nodes or sentinels that are
	 * known
	 */
	public Set<String> addresses() {
		return this.uris.stream()
			.flatMap((uri) -> MasterUris.addresses(MasterUris.parse(uri)).stream())
			.collect(Collectors.toUnmodifiableSet());
	}

	boolean isCluster() {
		return this.uris.size() > 1;
	}

	boolean failsOver() {
		return isCluster() || !MasterUris.parse(this.uris.get(0)).getSentinels().isEmpty();
	}

	boolean isTls() {
		return this.keyManagers != null || this.trustManagers != null;
	}

	@Override
	public String toString() {
		return "MasterSettings[" + name() + "]";
	}

}
