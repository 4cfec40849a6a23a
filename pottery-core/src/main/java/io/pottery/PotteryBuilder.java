package io.pottery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

import io.pottery.codec.JsonLimits;
import io.pottery.connection.MasterSettings;
import io.pottery.quorum.RestartPolicy;

/**
 * Sets up a {@link Pottery}: one Redis for containers and caches, and the masters for
 * locks and ids.
 *
 * @since 1.0
 */
public final class PotteryBuilder {

	@Nullable String server;

	@Nullable RedisConnectionFactory connectionFactory;

	@Nullable List<MasterSettings> masters;

	@Nullable JsonMapper jsonMapper;

	List<JacksonModule> jacksonModules = List.of();

	String keyPrefix = "";

	Duration temporaryTimeToLive = Duration.ofHours(1);

	int distinctElements = 1_000_000;

	JsonLimits jsonLimits = JsonLimits.DEFAULT;

	Duration maxLease = Duration.ofSeconds(30);

	Duration masterTimeout = Duration.ofMillis(250);

	@Nullable RestartPolicy restartPolicy;

	PotteryBuilder() {
	}

	/**
	 * Sets the server that containers and caches live on; Pottery opens a connection of
	 * its own. Without {@code masters} it is the one master, too.
	 * @param uri where it is, such as {@code redis://localhost:6379/1}
	 * @return this builder
	 */
	public PotteryBuilder server(String uri) {
		this.server = Objects.requireNonNull(uri, "uri");
		return this;
	}

	/**
	 * Sets the application's own connection factory for containers and caches; it stays
	 * open when Pottery is closed. Without {@code masters} there are no locks and no ids.
	 * @param connectionFactory a factory for standalone, Sentinel or Cluster
	 * @return this builder
	 */
	public PotteryBuilder connectionFactory(RedisConnectionFactory connectionFactory) {
		this.connectionFactory = Objects.requireNonNull(connectionFactory, "connectionFactory");
		return this;
	}

	/**
	 * Sets the masters that locks and ids are decided by: independent servers that do not
	 * replicate each other, five for most.
	 * @param uris where they are
	 * @return this builder
	 * @throws io.pottery.connection.InvalidMasterUriException if one is not a Redis URI
	 */
	public PotteryBuilder masters(String... uris) {
		return masters(Arrays.stream(uris).map(MasterSettings::of).toList());
	}

	/**
	 * Sets the masters that locks and ids are decided by.
	 * @param masters where they are, and how to reach them
	 * @return this builder
	 * @throws IllegalArgumentException if there are none, or one is there twice
	 */
	public PotteryBuilder masters(Collection<MasterSettings> masters) {
		if (masters.isEmpty()) {
			throw new IllegalArgumentException("'masters' must not be empty");
		}
		Set<String> seen = new HashSet<>();
		for (MasterSettings master : masters) {
			if (!master.addresses().stream().allMatch(seen::add)) {
				throw new IllegalArgumentException("The master '" + master.name()
						+ "' is there twice: a master that votes twice is no independent one");
			}
		}
		this.masters = List.copyOf(masters);
		return this;
	}

	/**
	 * Sets the longest lease that any client of these masters may ask for.
	 * @param maxLease the longest auto-release time, 30 seconds unless set
	 * @return this builder
	 */
	public PotteryBuilder maxLease(Duration maxLease) {
		this.maxLease = Objects.requireNonNull(maxLease, "maxLease");
		return this;
	}

	/**
	 * Sets what a master is worth that was restarted.
	 * @param restartPolicy the policy; unless set, {@link RestartPolicy#QUARANTINE} where
	 * masters are set and {@link RestartPolicy#TRUST_PERSISTENCE} where the one server is
	 * the master
	 * @return this builder
	 */
	public PotteryBuilder restartPolicy(RestartPolicy restartPolicy) {
		this.restartPolicy = Objects.requireNonNull(restartPolicy, "restartPolicy");
		return this;
	}

	/**
	 * Sets how long one master may take to answer.
	 * @param masterTimeout the time, 250 milliseconds unless set
	 * @return this builder
	 */
	public PotteryBuilder masterTimeout(Duration masterTimeout) {
		this.masterTimeout = Objects.requireNonNull(masterTimeout, "masterTimeout");
		return this;
	}

	/**
	 * Sets what goes before the keys of containers and caches, and inside those of locks
	 * and ids ({@code redlock:PREFIXKEY}).
	 * @param keyPrefix the prefix, empty unless set: then keys are Python's
	 * @return this builder
	 */
	public PotteryBuilder keyPrefix(String keyPrefix) {
		this.keyPrefix = Objects.requireNonNull(keyPrefix, "keyPrefix");
		return this;
	}

	/**
	 * Sets the mapper that binds values, on purpose: its naming strategy and inclusion
	 * rules then reach what is stored. The form of the text stays Python's.
	 * @param jsonMapper the mapper; Pottery's own unless set
	 * @return this builder
	 */
	public PotteryBuilder jsonMapper(JsonMapper jsonMapper) {
		this.jsonMapper = Objects.requireNonNull(jsonMapper, "jsonMapper");
		return this;
	}

	/**
	 * Sets modules that teach Pottery's own mapper more types.
	 * @param jacksonModules the modules
	 * @return this builder
	 */
	public PotteryBuilder jacksonModules(Collection<? extends JacksonModule> jacksonModules) {
		this.jacksonModules = List.copyOf(jacksonModules);
		return this;
	}

	/**
	 * Sets how long a temporary container lives after its last use if nobody closes it.
	 * @param timeToLive the time, one hour unless set
	 * @return this builder
	 */
	public PotteryBuilder temporaryTimeToLive(Duration timeToLive) {
		this.temporaryTimeToLive = Objects.requireNonNull(timeToLive, "timeToLive");
		return this;
	}

	/**
	 * Sets how many elements an iteration over a map or a set remembers in order not to
	 * repeat them where the server moves them meanwhile, in about 24 bytes each.
	 * @param elements the number, a million unless set
	 * @return this builder
	 */
	public PotteryBuilder distinctElements(int elements) {
		this.distinctElements = elements;
		return this;
	}

	/**
	 * Sets how deep and how long a JSON text may be.
	 * @param limits the limits, {@link JsonLimits#DEFAULT} unless set
	 * @return this builder
	 */
	public PotteryBuilder jsonLimits(JsonLimits limits) {
		this.jsonLimits = Objects.requireNonNull(limits, "limits");
		return this;
	}

	/**
	 * Builds the Pottery. Masters that are dead now do not matter: they count as soon as
	 * they are back.
	 * @return a new Pottery
	 * @throws IllegalStateException if neither a server nor masters are set, or both a
	 * server and a connection factory
	 */
	public Pottery build() {
		if (this.server != null && this.connectionFactory != null) {
			throw new IllegalStateException("Set either server(…) or connectionFactory(…), not both");
		}
		if (this.server == null && this.connectionFactory == null && this.masters == null) {
			throw new IllegalStateException("Set server(…), connectionFactory(…) or masters(…)");
		}
		return DefaultPottery.open(this);
	}

}
