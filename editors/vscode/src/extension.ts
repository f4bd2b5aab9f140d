// Starts `art17 lsp` for the folders of the workspace; everything else is the server's.
import { ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const [command, ...args] = workspace.getConfiguration("art17").get<string[]>("command", ["art17", "lsp"]);
  if (!command) {
    return;
  }
  const server: ServerOptions = { command, args };
  const watcher = workspace.createFileSystemWatcher("**/*.{md,yaml,yml,json,csv,docx,xlsx,pdf}");
  context.subscriptions.push(watcher);
  client = new LanguageClient("art17", "art17", server, {
    documentSelector: ["markdown", "yaml", "json", "csv"].map((language) => ({ scheme: "file", language })),
    synchronize: { fileEvents: watcher },
  });
  try {
    await client.start();
  } catch (error) {
    void window.showErrorMessage(`art17: cannot start ${command}: ${String(error)}. pip install 'art17[lsp]'`);
  }
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
