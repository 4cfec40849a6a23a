package io.pottery.samples.readme;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.pottery.Pottery;
import io.pottery.collection.CachedOrderedMap;
import io.pottery.collection.Delivery;
import io.pottery.collection.RedisCounter;
import io.pottery.collection.RedisDeque;
import io.pottery.collection.RedisList;
import io.pottery.collection.RedisSet;
import io.pottery.collection.RedisSimpleQueue;

@ExtendWith({ OpenPottery.class, PrintedResults.class })
class CollectionExamples {

	@Test
	void setInCode(Pottery pottery) {
		// @start region = setInCode
		RedisSet<String> a = pottery.set("magic", String.class, List.of("abracadabra".split("")));
		Set<String> b = Set.of("a", "l", "c", "z", "m");
		System.out.println(a.add("a")); // false
		System.out.println(new TreeSet<>(a.difference(b))); // [b, d, r]
		System.out.println(new TreeSet<>(a.union(b))); // [a, b, c, d, l, m, r, z]
		System.out.println(new TreeSet<>(a.intersection(b))); // [a, c]
		System.out.println(new TreeSet<>(a.symmetricDifference(b))); // [b, d, l, m, r, z]
		System.out.println(a.containsMany(List.of("a", "z", "d"))); // [true, false, true]

		// Combined on the server, and left there:
		RedisSet<String> other = pottery.set("other", String.class, b);
		RedisSet<String> both = a.intersectionInto("common", other);
		System.out.println(both.isSubsetOf(a)); // true
		System.out.println(both.size()); // 2
		// @end
	}

	@Test
	void listInCode(Pottery pottery) {
		// @start region = listInCode
		RedisList<Integer> squares = pottery.list("squares", Integer.class, List.of(1, 4, 9, 16, 25));
		System.out.println(squares.get(0)); // 1
		System.out.println(squares.slice(-3)); // [9, 16, 25]
		System.out.println(squares.slice(null, null, -2)); // [25, 9, 1]
		squares.addAll(List.of(36, 49));
		squares.insert(-1, 0);
		System.out.println(squares.remove(squares.size() - 2)); // 0
		squares.setSlice(1, 3, List.of(5));
		System.out.println(squares); // [1, 5, 16, 25, 36, 49]
		squares.sort(Comparator.reverseOrder());
		System.out.println(squares.subList(0, 2)); // [49, 36]
		// @end
	}

	@Test
	void counterInCode(Pottery pottery) {
		// @start region = counterInCode
		RedisCounter<String> letters = pottery.counter("letters", String.class);
		letters.update(List.of("gallahad".split("")));
		System.out.println(letters.increment("g", 3)); // 4
		System.out.println(letters.count("x")); // 0
		System.out.println(letters.mostCommon(2)); // [g=4, a=3]
		letters.subtract(Map.of("l", 5L));
		System.out.println(new TreeMap<>(letters)); // {a=3, d=1, g=4, h=1, l=-3}
		Map<String, Long> more = letters.plus(Map.of("l", 4L));
		System.out.println(new TreeMap<>(more)); // {a=3, d=1, g=4, h=1, l=1}
		letters.intersectionInPlace(Map.of("a", 2L, "g", 9L));
		System.out.println(new TreeMap<>(letters)); // {a=2, g=4}
		System.out.println(letters.elements().sorted().toList()); // [a, a, g, g, g, g]
		System.out.println(letters.total()); // 6
		// @end
	}

	@Test
	void dequeInCode(Pottery pottery) throws Exception {
		// @start region = dequeInCode
		RedisDeque<String> recent = pottery.deque("recent", String.class, 3);
		recent.extend(List.of("a", "b", "c", "d"));
		System.out.println(recent); // [b, c, d]
		recent.addFirst("z");
		System.out.println(recent); // [z, b, c]
		recent.rotate(1);
		System.out.println(recent.pop()); // c
		System.out.println(recent.pollLast(1, TimeUnit.SECONDS)); // b
		System.out.println(recent.takeFirst()); // z
		// @end
	}

	@Test
	void queueInCode(Pottery pottery) throws Exception {
		// @start region = queueInCode
		RedisSimpleQueue<String> jobs = pottery.queue("jobs", String.class);
		jobs.addAll(List.of("print", "scan", "copy"));
		System.out.println(jobs.take()); // print
		try (Delivery<String> delivery = jobs.receive()) {
			System.out.println(delivery.item()); // scan
			delivery.ack(); // otherwise it comes back, at the latest after 30 seconds
		}
		System.out.println(jobs.poll(1, TimeUnit.SECONDS)); // copy
		System.out.println(jobs.poll()); // null
		// @end
	}

	@Test
	void orderedMapInCode(Pottery pottery) {
		// @start region = orderedMapInCode
		CachedOrderedMap<Integer, String> results = pottery.cachedOrderedMap("search-results", Integer.class,
				String.class, List.of(3, 1, 2));
		System.out.println(results.misses()); // [3, 1, 2]
		results.putAll(Map.of(1, "one", 2, "two", 3, "three"));
		System.out.println(results); // {3=three, 1=one, 2=two}
		CachedOrderedMap<Integer, String> more = pottery.cachedOrderedMap("search-results", Integer.class, String.class,
				List.of(2, 4));
		System.out.println(more); // {2=two, 4=null}
		System.out.println(more.misses()); // [4]
		System.out.println(more.computeIfAbsent(4, (id) -> "four")); // four
		// @end
	}

}
