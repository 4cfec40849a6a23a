package io.pottery.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.pottery.cache.OnError;
import io.pottery.quorum.RestartPolicy;

/**
 * Configuration properties of Pottery.
 *
 * @param masters Comma-separated list of the independent Redis servers that vote on locks
 * and ids, each a URI or an object with a URI. The application's own Redis is the only
 * master unless set.
 * @param restartPolicy What a master is worth that was restarted. Unless set,
 * 'quarantine' where masters are configured and 'trust-persistence' where the only master
 * is the application's own Redis or servers are there for development or tests.
 * @param keyPrefix Text that goes before the keys of containers and caches, and inside
 * those of locks and ids.
 * @param containers Settings of all containers.
 * @param json Limits of what is stored as JSON.
 * @param redlock Settings of all locks.
 * @param cache Settings of all caches.
 * @param annotations Settings of annotated methods.
 * @param embedded Settings of the servers for development.
 * @param maps Maps to register as beans, by name.
 * @param sets Sets to register as beans, by name.
 * @param lists Lists to register as beans, by name.
 * @param deques Deques to register as beans, by name.
 * @param queues Queues to register as beans, by name.
 * @param counters Counters to register as beans, by name.
 * @param bloomFilters Bloom filters to register as beans, by name.
 * @param hyperLogLogs HyperLogLogs to register as beans, by name.
 * @param fencedValues Fenced values to register as beans, by name.
 * @param redlocks Locks to register as beans, by name.
 * @param nextIds Sequences of ids to register as beans, by name.
 * @since 1.0
 */
@ConfigurationProperties("pottery")
public record PotteryProperties(@DefaultValue List<Master> masters, @Nullable RestartPolicy restartPolicy,
		@DefaultValue("") String keyPrefix, @DefaultValue Containers containers, @DefaultValue Json json,
		@DefaultValue Redlock redlock, @DefaultValue Cache cache, @DefaultValue Annotations annotations,
		@DefaultValue Embedded embedded, @DefaultValue Map<String, NamedMap> maps,
		@DefaultValue Map<String, NamedContainer> sets, @DefaultValue Map<String, NamedContainer> lists,
		@DefaultValue Map<String, NamedDeque> deques, @DefaultValue Map<String, NamedQueue> queues,
		@DefaultValue Map<String, NamedContainer> counters, @DefaultValue Map<String, NamedBloomFilter> bloomFilters,
		@DefaultValue Map<String, NamedContainer> hyperLogLogs,
		@DefaultValue Map<String, NamedFencedValue> fencedValues, @DefaultValue Map<String, NamedRedlock> redlocks,
		@DefaultValue Map<String, NamedNextId> nextIds) {

	/**
	 * One of the servers that vote.
	 *
	 * @param uri URI of the master, such as 'redis://host:6379'.
	 * @param alias Name of the master in logs and exceptions. Host and port unless set.
	 * @param username Login username of the master.
	 * @param password Login password of the master.
	 * @param ssl Settings of the encrypted connection.
	 * @param connectTimeout Time that connecting to the master may take.
	 * @param timeout Time that the master may take to answer a command.
	 */
	public record Master(String uri, @Nullable String alias, @Nullable String username, @Nullable String password,
			@DefaultValue Ssl ssl, @Nullable Duration connectTimeout, @Nullable Duration timeout) {

		/**
		 * Makes a master of a URI alone, where a list has a text in place of an object.
		 * @param uri the URI
		 * @return the master
		 */
		public static Master of(String uri) {
			return new Master(uri, null, null, null, new Ssl(null), null, null);
		}

		@Override
		public String toString() {
			// The URI and the password are nobody's business.
			return "Master" + ((this.alias != null) ? "[" + this.alias + "]" : "");
		}

	}

	/**
	 * The encrypted connection to a master.
	 *
	 * @param bundle SSL bundle of the connection. Setting one turns encryption on.
	 */
	public record Ssl(@Nullable String bundle) {
	}

	/**
	 * All containers.
	 *
	 * @param temporaryTimeToLive Time after its last use when a temporary container is
	 * deleted if nobody closes it.
	 * @param distinctElements Number of elements that an iteration over a map or a set
	 * remembers in order not to repeat them, in about 24 bytes each.
	 */
	public record Containers(@DefaultValue("1h") Duration temporaryTimeToLive,
			@DefaultValue("1000000") int distinctElements) {
	}

	/**
	 * What is stored as JSON.
	 *
	 * @param maxDepth Depth to which arrays and objects may nest.
	 * @param maxTextLength Length of the longest text.
	 */
	public record Json(@DefaultValue("100") int maxDepth, @DefaultValue("16MB") DataSize maxTextLength) {
	}

	/**
	 * All locks.
	 *
	 * @param maxLease Longest auto-release time that any client of the masters may ask
	 * for.
	 * @param autoReleaseTime Time after which a lock that is declared in properties or
	 * injected by key is free again if nobody gives it back.
	 * @param masterTimeout Time that one master may take to vote.
	 */
	public record Redlock(@DefaultValue("30s") Duration maxLease, @DefaultValue("10s") Duration autoReleaseTime,
			@DefaultValue("250ms") Duration masterTimeout) {
	}

	/**
	 * All caches.
	 *
	 * @param onError What cached methods do while Redis fails.
	 */
	public record Cache(@DefaultValue("call-through") OnError onError) {
	}

	/**
	 * Annotated methods.
	 *
	 * @param enabled Whether '@Synchronized' and '@RedisCached' are heeded.
	 * @param redisCachedOrder Order of the advice for '@RedisCached'. Smaller numbers run
	 * further outside.
	 * @param synchronizedOrder Order of the advice for '@Synchronized'. Smaller numbers
	 * run further outside; transactions are inside unless their order says otherwise.
	 */
	public record Annotations(@DefaultValue("true") boolean enabled,
			@DefaultValue("" + REDIS_CACHED_ORDER) int redisCachedOrder,
			@DefaultValue("" + SYNCHRONIZED_ORDER) int synchronizedOrder) {

		/**
		 * Caches are outside of locks: a hit needs no lock.
		 */
		static final int REDIS_CACHED_ORDER = Integer.MAX_VALUE - 300;

		/**
		 * Locks are outside of transactions, whose order is the largest there is: what
		 * the next holder reads is committed.
		 */
		static final int SYNCHRONIZED_ORDER = Integer.MAX_VALUE - 200;

	}

	/**
	 * Servers for development.
	 *
	 * @param enabled Whether to start Redis servers with the application, which needs
	 * 'pottery-test' on the class path. They replace the configured ones.
	 * @param masters Number of masters to start beside the server for the data.
	 * @param appendOnly Whether a master that was stopped has its data again when it is
	 * started.
	 */
	public record Embedded(@DefaultValue("false") boolean enabled, @DefaultValue("5") int masters,
			@DefaultValue("true") boolean appendOnly) {
	}

	/**
	 * A map.
	 *
	 * @param key Redis key. Name of the bean unless set.
	 * @param keyType Java type of the keys, such as 'java.lang.String'.
	 * @param valueType Java type of the values, such as
	 * 'java.util.List&lt;java.lang.String&gt;'.
	 */
	public record NamedMap(@Nullable String key, @DefaultValue("java.lang.String") String keyType,
			@DefaultValue("java.lang.Object") String valueType) {
	}

	/**
	 * A set, a list, a counter or a HyperLogLog.
	 *
	 * @param key Redis key. Name of the bean unless set.
	 * @param elementType Java type of the elements, such as 'java.lang.String'.
	 */
	public record NamedContainer(@Nullable String key, @DefaultValue("java.lang.String") String elementType) {
	}

	/**
	 * A deque.
	 *
	 * @param key Redis key. Name of the bean unless set.
	 * @param elementType Java type of the elements, such as 'java.lang.String'.
	 * @param maxLength Length beyond which adding at one end drops elements at the other.
	 * No limit unless set.
	 */
	public record NamedDeque(@Nullable String key, @DefaultValue("java.lang.String") String elementType,
			@Nullable Integer maxLength) {
	}

	/**
	 * A queue.
	 *
	 * @param key Redis key. Name of the bean unless set.
	 * @param elementType Java type of the elements, such as 'java.lang.String'.
	 * @param visibilityTimeout Time after which an item that was received and not
	 * acknowledged is delivered again.
	 * @param maxDeliveries Number of times that an item is delivered before it is set
	 * aside as undeliverable.
	 */
	public record NamedQueue(@Nullable String key, @DefaultValue("java.lang.String") String elementType,
			@DefaultValue("30s") Duration visibilityTimeout, @DefaultValue("5") int maxDeliveries) {
	}

	/**
	 * A Bloom filter.
	 *
	 * @param key Redis key. Name of the bean unless set.
	 * @param elementType Java type of the elements, such as 'java.lang.String'.
	 * @param expectedElements Number of elements that the filter is made for.
	 * @param falsePositives Share of false positives once it holds that many, between 0
	 * and 1.
	 */
	public record NamedBloomFilter(@Nullable String key, @DefaultValue("java.lang.String") String elementType,
			@Nullable Long expectedElements, @DefaultValue("0.01") double falsePositives) {
	}

	/**
	 * A fenced value.
	 *
	 * @param key Redis key. Name of the bean unless set.
	 * @param valueType Java type of the value, such as 'java.lang.Integer'.
	 */
	public record NamedFencedValue(@Nullable String key, @DefaultValue("java.lang.Object") String valueType) {
	}

	/**
	 * A lock.
	 *
	 * @param key Key of the lock. Name of the bean unless set.
	 * @param autoReleaseTime Time after which the lock is free again if nobody gives it
	 * back.
	 * @param maxExtensions Number of times that one acquisition may be extended.
	 * @param autoExtend Whether a lease is extended by itself while it is held.
	 * @param interruptOnLost Whether the thread that holds a lease is interrupted where
	 * it is lost.
	 * @param fenced Whether each lease carries a fencing token.
	 * @param failWhenQuorumImpossible Whether waiting for the lock fails while too many
	 * masters fail.
	 * @param quorumPatience Time for which waiting puts up with too many masters failing.
	 */
	public record NamedRedlock(@Nullable String key, @Nullable Duration autoReleaseTime,
			@DefaultValue("3") int maxExtensions, @DefaultValue("false") boolean autoExtend,
			@DefaultValue("false") boolean interruptOnLost, @DefaultValue("false") boolean fenced,
			@DefaultValue("true") boolean failWhenQuorumImpossible, @DefaultValue("1s") Duration quorumPatience) {
	}

	/**
	 * A sequence of ids.
	 *
	 * @param key Key of the sequence. Name of the bean unless set.
	 * @param maxTries Number of times that an id is tried for while other processes are
	 * faster.
	 */
	public record NamedNextId(@Nullable String key, @DefaultValue("3") int maxTries) {
	}

}
