"""The optimizer's checks, and the adversarial cases that hold them."""

from .runs import Build, take_out_each
from .switches import fail
from .trees import ROOT, make_tree, write

KIND = "check"
# The quick suites first: a check that they notice needs no engine.
SUITES = [
    "RefusalTests|StaticDecisionTests|RowDemandTests|MovingWindowTests|ResultCandidateTests|DerivedTableFlatteningTests", "SummaryMatchingTests|SummaryRewriterTests", "JoinMatchingTests",
    "SubqueryMatchingTests", "EquivalenceTests", "OwnRewritingTests", "FailingFillTests", "JoinDesignTests",
]
# The optimizer and its tests need none of the packages that the service needs.
FOLDERS = ["Sources/CZlib", "Sources/TrinoSQL", "Sources/Optimizer", "Tests/TestSupport", "Tests/OptimizerTests", "deploy/dev-trino"]
MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "mutants",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .target(name: "TrinoSQL"),
        .target(name: "Optimizer", dependencies: ["TrinoSQL", "CZlib"]),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "OptimizerTests", dependencies: ["Optimizer", "TestSupport"]),
    ]
)
"""


class Checks:
    def __init__(self, options):
        self.tree = ROOT / ".build" / "mutants" / "tree"
        self.build = Build(self.tree, ROOT / ".build" / "mutants" / "build")
        self.marks = make_tree(self.tree, FOLDERS, KIND, "Sources/Optimizer/")
        write(self.tree / "Package.swift", MANIFEST)

    def hold(self, wanted):
        print(f"building {len(self.marks)} checks behind switches ...", flush=True)
        self.build.make()
        outcome = self.build.run(None, "|".join(SUITES))
        if not outcome.passes:
            fail("the adversarial suites fail with every check in its place:\n" + outcome.output[-4000:])
        return take_out_each(self.build, wanted, self.marks, lambda name: SUITES)
