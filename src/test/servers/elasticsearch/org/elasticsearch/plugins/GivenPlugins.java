package org.elasticsearch.plugins;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.env.Environment;

/** Plugins that are on the class path, not in folders. In this package since it is meant for it. */
public final class GivenPlugins extends PluginsService {
  /** Nothing in folders. */
  public static final PluginsLoader NO_FOLDERS =
      PluginsLoader.createPluginsLoader(Set.of(), Set.of(), Map.of(), false);

  private final List<LoadedPlugin> plugins;

  public GivenPlugins(Environment environment, List<Plugin> plugins) {
    super(environment.settings(), environment.configDir(), NO_FOLDERS);
    this.plugins = plugins.stream().map(GivenPlugins::loaded).toList();
  }

  @Override
  protected List<LoadedPlugin> plugins() {
    // The constructor above asks too, before there are any.
    return plugins == null ? List.of() : plugins;
  }

  private static LoadedPlugin loaded(Plugin plugin) {
    String name = plugin.getClass().getSimpleName();
    PluginDescriptor descriptor =
        new PluginDescriptor(
            name,
            name,
            "1",
            "1",
            "21",
            plugin.getClass().getName(),
            null,
            List.of(),
            false,
            false,
            false,
            false,
            null);
    return new LoadedPlugin(descriptor, plugin, plugin.getClass().getClassLoader());
  }
}
