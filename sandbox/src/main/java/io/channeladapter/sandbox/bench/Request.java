package io.channeladapter.sandbox.bench;

import java.util.function.IntFunction;

/**
 * A kind of request.
 *
 * @param name of the kind
 * @param path the path of one, by a number from 0 on that differs from request to request
 */
record Request(String name, IntFunction<String> path) {}
