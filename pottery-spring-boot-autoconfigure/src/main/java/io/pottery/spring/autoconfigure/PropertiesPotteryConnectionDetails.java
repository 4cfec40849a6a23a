package io.pottery.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

import io.pottery.connection.InvalidMasterUriException;
import io.pottery.connection.MasterSettings;

/**
 * Adapts {@link PotteryProperties} to {@link PotteryConnectionDetails}.
 */
final class PropertiesPotteryConnectionDetails implements PotteryConnectionDetails {

	private final List<PotteryProperties.Master> masters;

	private final @Nullable SslBundles sslBundles;

	PropertiesPotteryConnectionDetails(PotteryProperties properties, @Nullable SslBundles sslBundles) {
		this.masters = properties.masters();
		this.sslBundles = sslBundles;
	}

	@Override
	public List<MasterSettings> getMasters() {
		List<MasterSettings> settings = new ArrayList<>();
		Set<String> addresses = new HashSet<>();
		for (int i = 0; i < this.masters.size(); i++) {
			String property = "pottery.masters[" + i + "]";
			MasterSettings master = settings(property, this.masters.get(i));
			if (!master.addresses().stream().allMatch(addresses::add)) {
				throw new InvalidPotteryPropertyException(property,
						"names '" + master.name() + "', which is in the list already",
						"Name each master once: one that votes twice is no independent one.", null);
			}
			settings.add(master);
		}
		return settings;
	}

	private MasterSettings settings(String property, PotteryProperties.Master master) {
		if (!StringUtils.hasText(master.uri())) {
			throw new InvalidPotteryPropertyException(property, "has no URI",
					"Write 'redis://host:6379' or, for an object, 'uri: redis://host:6379'.", null);
		}
		SslBundle bundle = bundle(property, master.ssl().bundle());
		try {
			MasterSettings defaults = MasterSettings.of(uri(master.uri().strip(), bundle != null));
			Duration connectTimeout = master.connectTimeout();
			return new MasterSettings(defaults.uris(), master.alias(), master.username(), master.password(),
					(connectTimeout != null) ? connectTimeout : defaults.connectTimeout(), master.timeout(),
					(bundle != null) ? bundle.getManagers().getKeyManagerFactory() : null,
					(bundle != null) ? bundle.getManagers().getTrustManagerFactory() : null);
		}
		catch (InvalidMasterUriException ex) {
			throw new InvalidPotteryPropertyException(property + ".uri", "is '" + ex.uri() + "', which is no Redis URI",
					"Write 'redis://host:6379', 'rediss://host:6379' for an encrypted connection, "
							+ "or 'redis-sentinel://host:26379#master'.",
					ex);
		}
	}

	private @Nullable SslBundle bundle(String property, @Nullable String name) {
		if (!StringUtils.hasLength(name)) {
			return null;
		}
		try {
			if (this.sslBundles != null) {
				return this.sslBundles.getBundle(name);
			}
		}
		catch (NoSuchSslBundleException ex) {
			// The same answer as without any bundle.
		}
		throw new InvalidPotteryPropertyException(property + ".ssl.bundle", "is '" + name + "', which is no SSL bundle",
				"Declare it under 'spring.ssl.bundle'.", null);
	}

	private static String uri(String uri, boolean encrypted) {
		return (encrypted && uri.startsWith("redis:")) ? "rediss:" + uri.substring("redis:".length()) : uri;
	}

}
