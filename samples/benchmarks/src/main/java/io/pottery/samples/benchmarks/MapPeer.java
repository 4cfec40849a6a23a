package io.pottery.samples.benchmarks;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.codec.TypedJsonJackson3Codec;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.support.collections.DefaultRedisMap;

import io.pottery.Pottery;

/**
 * Whose map. All store the same JSON under the same fields.
 */
public enum MapPeer {

	/**
	 * Pottery's {@code RedisMap}, on Spring Data's connections as in Spring Boot.
	 */
	POTTERY("Pottery RedisMap") {

		@Override
		OrderMap open(String uri, String key) {
			LettuceConnectionFactory factory = Clients.springData(uri);
			Pottery pottery = Pottery.builder().connectionFactory(factory).build();
			return OrderMap.of(pottery.map(key, String.class, Order.class), factory::destroy);
		}

	},

	/**
	 * Spring Data Redis' {@code DefaultRedisMap}.
	 */
	SPRING_DATA("Spring Data Redis DefaultRedisMap") {

		@Override
		OrderMap open(String uri, String key) {
			LettuceConnectionFactory factory = Clients.springData(uri);
			RedisTemplate<String, Order> template = new RedisTemplate<>();
			template.setConnectionFactory(factory);
			template.setKeySerializer(RedisSerializer.string());
			template.setHashKeySerializer(new JacksonJsonRedisSerializer<>(String.class));
			template.setHashValueSerializer(new JacksonJsonRedisSerializer<>(Order.class));
			template.afterPropertiesSet();
			return OrderMap.of(new DefaultRedisMap<>(key, template), factory::destroy);
		}

	},

	/**
	 * Redisson's {@code RMap}.
	 */
	REDISSON("Redisson RMap") {

		@Override
		OrderMap open(String uri, String key) {
			RedissonClient client = Redisson.create(Clients.redisson(uri));
			return OrderMap.of(client.getMap(key, new TypedJsonJackson3Codec(String.class, Order.class)),
					client::shutdown);
		}

	},

	/**
	 * Commands by hand.
	 */
	LETTUCE("Lettuce by hand") {

		@Override
		OrderMap open(String uri, String key) {
			return new LettuceOrderMap(uri, key);
		}

	};

	private final String label;

	MapPeer(String label) {
		this.label = label;
	}

	abstract OrderMap open(String uri, String key);

	@Override
	public String toString() {
		return this.label;
	}

}
