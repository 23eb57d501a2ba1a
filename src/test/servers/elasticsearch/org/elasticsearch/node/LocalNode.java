package org.elasticsearch.node;

import java.util.List;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.GivenPlugins;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;

/** A node with plugins that are on the class path. In this package since nobody else may do so. */
public final class LocalNode extends Node {
  public LocalNode(Environment environment, List<Plugin> plugins) {
    super(
        NodeConstruction.prepareConstruction(
            environment,
            GivenPlugins.NO_FOLDERS,
            new NodeServiceProvider() {
              @Override
              PluginsService newPluginService(Environment initial, PluginsLoader loader) {
                return new GivenPlugins(initial, plugins);
              }
            },
            true));
  }
}
