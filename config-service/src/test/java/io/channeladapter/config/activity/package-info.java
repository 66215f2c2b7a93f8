@NullMarked
package io.channeladapter.config.activity;

import org.jspecify.annotations.NullMarked;
