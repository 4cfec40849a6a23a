package io.pottery.samples.readme;

import org.springframework.stereotype.Component;

import io.pottery.collection.RedisMap;
import io.pottery.quorum.Redlock;

// @start region=byName
@Component
class Directory {

	final RedisMap<String, Integer> tel;

	final Redlock printer;

	Directory(RedisMap<String, Integer> tel, Redlock printer) {
		this.tel = tel;
		this.printer = printer;
	}

}
// @end
